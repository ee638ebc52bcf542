package dev.rapport.tuning.outcomes;

import java.util.Locale;

/** Why a reply that led to a conversion is not learned from; of several reasons the first counts. */
public enum Omission {
    /** The customer's erasure was requested, or the profile was deleted. */
    ERASED,
    /** The customer's last word on a category that must be granted, or on personalisation, was no. */
    CONSENT_WITHDRAWN,
    /** The customer never consented to a category that must be granted. */
    NO_CONSENT,
    /** The customer is held out of the campaign. */
    HOLDOUT,
    /** The text was not written by a model: it is the campaign's fallback, or there is none. */
    NO_MODEL_TEXT,
    /** The prompt is no longer there. Prompts are kept a week, unless the topic's retention is longer. */
    NO_PROMPT,
    /** The decision is no longer there, or its propensity is not a probability: the reply cannot be weighted. */
    NO_DECISION,
    /** The customer's profile is not there, so the name is not known. */
    NO_PROFILE,
    /** Something that looks personal would be left in the prompt or in the reply. */
    PERSONAL_DATA,
    /** Prompt or reply is blank, or holds the end marker of the model. */
    UNUSABLE_TEXT;

    /** As in reports: {@code consent-withdrawn}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
