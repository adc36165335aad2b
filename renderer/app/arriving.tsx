import { Progress } from '../ui/progress'
import { useTexts } from '../ui/language'
import styles from './arriving.module.css'
import type { Place } from './place'
import { useAppSelector } from './store'
import { useIsArriving } from './use-is-arriving'
import { appTexts } from './texts'

/**
 * Stands above every screen of a site until this device has had all of its record once: before that a list without a
 * line does not mean that there is nothing.
 */
export function Arriving({ place: { study, site } }: { place: Place }) {
  const say = useTexts(appTexts)
  const status = useAppSelector(({ exchange }) => exchange.status)
  const isArriving = useIsArriving({ study, site })
  if (!status || !isArriving) return null
  const streams = status.streams.filter(({ stream }) => stream.startsWith(`${study}/${site}/`))
  const head = streams.reduce((sum, stream) => sum + stream.head, 0)
  const cursor = streams.reduce((sum, stream) => sum + stream.cursor, 0)
  const filling = streams.find(({ snapshot }) => snapshot)?.snapshot
  if (filling) {
    const { received, participants } = filling
    return (
      <p className={styles.arriving} role="status">
        <Progress label={say('filling', { received, participants })} value={received} max={participants} />
        {say('filling', { received, participants })}
      </p>
    )
  }
  return (
    <p className={styles.arriving} role="status">
      {head > 0 && <Progress label={say('arriving')} value={cursor} max={head} />}
      {say(status.state === 'syncing' ? 'arriving' : 'notArrived')}
    </p>
  )
}
