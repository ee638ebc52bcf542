// What the pages share: their run, and when they make its calls.
export const run = JSON.parse(decodeURIComponent(location.hash.slice(1)))

/**
 * Makes the calls of the run and tells the test when: at once as pages do, or once the SDK has loaded.
 * A page without calls only loads the SDK, as the next page of a visit does.
 */
export const perform = async (loaded, sdk) => {
  if (run.waitsForSdk) await loaded
  const from = Date.now()
  for (const call of run.calls) sdk[call.type](call)
  globalThis.called = { from, to: Date.now() }
}
