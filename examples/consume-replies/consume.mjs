// Prints replies as they are published: node consume.mjs [how many] [bootstrap] [schema registry]
import { Kafka, logLevel } from "kafkajs";
import { SchemaRegistry } from "@kafkajs/confluent-schema-registry";

const [wanted = "10", bootstrap = "localhost:9092", registryUrl = "http://localhost:8080"] = process.argv.slice(2);
const kafka = new Kafka({ clientId: "delivery", brokers: [bootstrap], logLevel: logLevel.ERROR });
const registry = new SchemaRegistry({ host: registryUrl });
const consumer = kafka.consumer({ groupId: "delivery-" + Date.now() });

let seen = 0;
await consumer.connect();
await consumer.subscribe({ topic: "rapport.replies.v1", fromBeginning: true });
await consumer.run({
  eachMessage: async ({ message }) => {
    const reply = await registry.decode(message.value);
    console.log(JSON.stringify({
      customerId: message.key.toString(),
      userId: reply.userId,
      promptId: reply.promptId,
      outcome: reply.outcome,
      text: reply.text,
      product: reply.product?.name,
      candidates: reply.candidates.length,
      model: reply.provenance?.modelId,
      generatedAt: reply.generatedAt,
    }));
    seen += 1;
    if (seen === Number(wanted)) setTimeout(() => consumer.disconnect().then(() => process.exit(0)), 0);
  },
});
