import { buildStale } from '../../scripts/build.mjs'

/** What a test of commands starts is what users start: the build, as it stands in the sources now. */
export default async (): Promise<void> => {
  await buildStale(['server', 'cli'])
}
