// Runs an SDK for Node as a process of its own: node run.mjs ./segment-node.mjs '<the run as JSON>'
const [, , sdk, json] = process.argv
const { send } = await import(sdk)
const run = JSON.parse(json, (name, value) => (name === 'timestamp' ? new Date(value) : value))

const from = Date.now()
const delivered = send(run)
console.log(JSON.stringify({ from, to: Date.now() }))
await delivered
