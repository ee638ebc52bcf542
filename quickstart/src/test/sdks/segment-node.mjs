// sdk: {"calls": ["identify", "track", "page", "screen", "group", "alias"], "loses": {}}

// setup
import { Analytics } from '@segment/analytics-node'

const configure = ({ host, writeKey }) => new Analytics({ host, writeKey })
// end

export const send = (run) => {
  const analytics = configure(run)
  for (const { type, ...message } of run.calls) analytics[type](message)
  return analytics.closeAndFlush()
}
