// sdk: {"calls": ["identify", "track", "page", "screen", "group", "alias"], "loses": {}}

// setup
import RudderAnalytics from '@rudderstack/rudder-sdk-node'

const configure = ({ host, writeKey }) =>
  new RudderAnalytics(writeKey, { dataPlaneUrl: host, retryCount: 10, errorHandler: console.error })
// end

export const send = (run) => {
  const analytics = configure(run)
  for (const { type, ...message } of run.calls) analytics[type](message)
  return analytics.flush()
}
