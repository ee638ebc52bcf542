package dev.rapport.ingestion.capture.hubspot;

import java.util.Locale;
import java.util.Map;

/** HubSpot's names of properties, as Segment's reserved traits have them; every other name stays as it is. */
final class ContactProperties {
    private static final Map<String, String> TRAITS = Map.of(
            "firstname", "firstName",
            "lastname", "lastName",
            "createdate", "createdAt",
            "date_of_birth", "birthday",
            "jobtitle", "title",
            "hs_language", "language",
            "hs_timezone", "timezone",
            "zip", "postalCode",
            "annualrevenue", "annualRevenue",
            "numberofemployees", "employees");

    private ContactProperties() {}

    static String traitOf(String property) {
        return TRAITS.getOrDefault(property.toLowerCase(Locale.ROOT), property);
    }
}
