// Runs an SDK for Node as a process of its own: node run.mjs ./segment-node.mjs '<the run as JSON>', or @FILE with that.
// With "chunk" and "pauseMillis" in it, the calls are made so many at a time.
import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

const [, , sdk, given] = process.argv
const { send } = await import(sdk)
const json = given.startsWith('@') ? readFileSync(given.slice(1), 'utf8') : given
const run = JSON.parse(json, (name, value) => (name === 'timestamp' ? new Date(value) : value))

const from = Date.now()
const delivered = []
const chunk = run.chunk ?? run.calls.length
for (let at = 0; at < run.calls.length; at += chunk) {
  if (at > 0) await pause(run.pauseMillis)
  delivered.push(send({ ...run, calls: run.calls.slice(at, at + chunk) }))
}
console.log(JSON.stringify({ from, to: Date.now() }))
await Promise.all(delivered)
