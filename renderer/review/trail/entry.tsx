import { type FormPath, formOf } from '#shared/casebook/path'
import { refOf } from '#shared/change/change'
import { BlackOut, type BlackingOut } from '../../form/black-out'
import { showClaimed, showReceived } from '../../form/instant'
import { Button } from '../../ui/button'
import { cx } from '../../ui/cx'
import { useLanguage, useTexts } from '../../ui/language'
import { Mark } from '../../ui/mark'
import { type Shown, type TrailOf, showAt } from './spoken'
import { trailTexts } from './texts'
import styles from './trail.module.css'

interface TrailEntryProps {
  readonly at: TrailOf
  readonly shown: Shown
  readonly by: BlackingOut
  readonly onForm: (form: FormPath) => void
  /** Whose it is, where many stand beside each other. */
  readonly whose?: string
}

/** The line that is chosen, every word of it, and the way to have a name blacked out that stands in it. */
export function TrailEntry({ at, shown, by, onForm, whose }: TrailEntryProps) {
  const say = useTexts(trailTexts)
  const language = useLanguage()
  const { line, who, what, where, change, recorded, reason, state, clock } = shown
  const { claimedAt, device, redacted } = line.logged.change
  const form = formOf(line.scope)
  const received = line.logged.receipt?.committedAt
  return (
    <section className={styles.entry} aria-label={say('entry')}>
      <p className="medium">{[what, whose, where].filter(Boolean).join(' · ')}</p>
      {change !== '' && <p className={styles.words}>{change}</p>}
      {reason !== undefined && <p className={styles.words}>{say('because', { reason })}</p>}
      <p className="secondary">
        {[
          who,
          say('entered', { claimed: showClaimed(claimedAt, language), device: device.slice(0, 8) }),
          received === undefined
            ? say('notReceived')
            : say('receivedAt', { received: showReceived(received, language) }),
          state,
        ].join(' · ')}
      </p>
      <p className={cx('secondary', styles.words)}>{say('reference', { ref: refOf(line.logged.change) })}</p>
      {recorded !== undefined && <p className={cx('secondary', styles.words)}>{say('recordedAs', { recorded })}</p>}
      {clock !== undefined && (
        <p>
          <Mark state="out-of-window" word={clock} />
        </p>
      )}
      {redacted !== undefined && <p className="secondary">{say('blackedOutIs')}</p>}
      <div className="line">
        {form !== undefined && (
          <Button icon="document" onClick={() => onForm(form)}>
            {say('openForm')}
          </Button>
        )}
        <BlackOut
          logged={line.logged}
          by={by}
          only={line.item}
          showValue={(entry) => showAt(at, line.item, entry, language)}
        />
      </div>
    </section>
  )
}
