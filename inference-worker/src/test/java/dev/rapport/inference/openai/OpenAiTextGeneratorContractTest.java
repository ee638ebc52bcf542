package dev.rapport.inference.openai;

import dev.rapport.inference.openai.TestingOpenAiServer.Trait;
import dev.rapport.inference.text.TextGenerator;
import dev.rapport.inference.text.TextGeneratorContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** A server with the OpenAI API keeps the contract, whichever of its kinds it is. */
class OpenAiTextGeneratorContractTest {

    /** All but the server. */
    private abstract static class Remote extends TextGeneratorContract {
        private final TestingOpenAiServer server;

        Remote(Trait... traits) {
            server = new TestingOpenAiServer(traits);
        }

        abstract OpenAiConfig config(OpenAiConfig plain);

        @Override
        protected TextGenerator open() {
            return OpenAiTextGenerator.open(config(OpenAiConfig.of(server.url(), "tiny-gpt2")), ApiKey.NONE);
        }

        @AfterEach
        void closeServer() {
            server.close();
        }
    }

    @Nested
    class OfCompletions extends Remote {
        @Override
        OpenAiConfig config(OpenAiConfig plain) {
            return plain.with(Extensions.VLLM);
        }
    }

    @Nested
    class OfChats extends Remote {
        @Override
        OpenAiConfig config(OpenAiConfig plain) {
            return plain.with(ApiMode.CHAT);
        }
    }

    @Nested
    class OfOneChoiceARequest extends Remote {
        OfOneChoiceARequest() {
            super(Trait.IGNORES_N);
        }

        @Override
        OpenAiConfig config(OpenAiConfig plain) {
            return plain;
        }
    }

    @Nested
    class OfLlamaCpp extends Remote {
        OfLlamaCpp() {
            super(Trait.REFUSES_N, Trait.LOG_PROBABILITIES_OF_CHATS);
        }

        @Override
        OpenAiConfig config(OpenAiConfig plain) {
            return plain.with(Extensions.LLAMA_CPP);
        }
    }
}
