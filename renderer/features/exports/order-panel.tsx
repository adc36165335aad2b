import type { ReactNode } from 'react'
import type { SubjectSummary } from '#shared/casebook/summary'
import type { ExportKind } from '#shared/export/manifest'
import { streamId } from '#shared/ids'
import { useNow } from '../../app/clock'
import { usePlace } from '../../app/place'
import { useAppSelector, useSession } from '../../app/store'
import { appTexts } from '../../app/texts'
import { ExportOutcome } from '../../export/outcome'
import { type Export, heardAt } from '../../export/use-export'
import { Button } from '../../ui/button'
import { showMoment } from '../../ui/dates'
import { cx } from '../../ui/cx'
import { Segmented } from '../../ui/field'
import { Icon } from '../../ui/icon'
import { type UiLanguage, useLanguage, useTexts } from '../../ui/language'
import { Mark } from '../../ui/mark'
import { openIn } from './choice'
import styles from './exports.module.css'
import { exportsTexts } from './texts'

const KINDS: readonly ExportKind[] = ['pdf', 'csv', 'complete']

interface OrderPanelProps {
  readonly all: number
  readonly chosen: readonly SubjectSummary[]
  readonly kind: ExportKind
  readonly onKind: (kind: ExportKind) => void
  readonly textsIn: UiLanguage
  readonly onTextsIn: (language: UiLanguage) => void
  readonly making: Export
  readonly onMake: () => void
}

/** What is made, what to know of it before, and what came of it. */
export function OrderPanel({ all, chosen, kind, onKind, textsIn, onTextsIn, making, onMake }: OrderPanelProps) {
  const say = useTexts(exportsTexts)
  const working = making.state.kind === 'working'
  return (
    <aside className={styles.order} aria-label={say('what')}>
      <div className={styles.wishes}>
        <fieldset className={styles.kinds}>
          <legend>
            <h2>{say('what')}</h2>
          </legend>
          {KINDS.map((each) => (
            <label key={each} className={styles.kind}>
              <input
                type="radio"
                name="kind"
                checked={each === kind}
                disabled={working}
                onChange={() => onKind(each)}
              />
              <span>
                <b className="medium">{say(`what.${each}`)}</b>
                <span className="secondary">{say(`what.${each}.text`)}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <div className={styles.language}>
          <h2>{say('language')}</h2>
          <Segmented
            label={say('language')}
            value={textsIn}
            disabled={working}
            choices={[
              { value: 'en', label: say('english') },
              { value: 'fr', label: say('french') },
            ]}
            onChange={onTextsIn}
          />
        </div>
        <Before all={all} chosen={chosen} />
      </div>
      <div className={styles.go}>
        <ExportOutcome of={making} />
        <Button
          kind="primary"
          icon="export"
          keys="mod+Enter"
          tall
          disabled={working || chosen.length === 0}
          onClick={onMake}
        >
          {say('make')}
        </Button>
      </div>
    </aside>
  )
}

/** What this device knows of those chosen, and what of it will not count. */
function Before({ all, chosen }: Pick<OrderPanelProps, 'all' | 'chosen'>) {
  const say = useTexts(exportsTexts)
  const app = useTexts(appTexts)
  const { site, roles } = usePlace()
  const { user } = useSession()
  const count = chosen.length
  const { unsent, contested, held, toSign } = openIn(chosen)
  return (
    <section className={styles.before}>
      <h2>{say('before')}</h2>
      <p className="medium">{count === 0 ? say('nobody') : say(count === all ? 'all' : 'some', { count, site })}</p>
      <ul className={styles.facts}>
        <Heard />
        {unsent > 0 && (
          <Fact mark={<Mark state="unsent" bare />} text={say('unsentText')}>
            {say('unsentCount', { count: unsent })}
          </Fact>
        )}
        {contested > 0 && (
          <Fact mark={<Mark state="contested" bare />} text={say('contestedText')}>
            {say('contestedCount', { count: contested })}
          </Fact>
        )}
        {held > 0 && (
          <Fact mark={<Mark state="held" bare />} text={say('heldText')}>
            {say('heldCount', { count: held })}
          </Fact>
        )}
        {toSign > 0 && (
          <Fact mark={<Mark state="signed" bare />} text={say('toSignText')}>
            {say('toSignCount', { count: toSign })}
          </Fact>
        )}
      </ul>
      {unsent + contested + held === 0 && count > 0 && <p className="secondary">{say('nothingOpen')}</p>}
      <p className="secondary">{say('signedBy', { name: user.name, role: app(roles[0]) })}</p>
    </section>
  )
}

function Fact({ mark, text, children }: { mark: ReactNode; text?: string; children: ReactNode }) {
  return (
    <li>
      {mark}
      <span>
        {children}
        {text !== undefined && <span className={cx('secondary', styles.means)}>{text}</span>}
      </span>
    </li>
  )
}

/** How far the server is known here, and whether it can be asked now. */
function Heard() {
  const say = useTexts(exportsTexts)
  const language = useLanguage()
  const now = useNow()
  const { study, site } = usePlace()
  const status = useAppSelector(({ exchange }) => exchange.status)
  const heard = heardAt(status, streamId(study, site, 'data'))
  const offline = status !== undefined && status.state !== 'idle' && status.state !== 'syncing'
  return (
    <Fact
      mark={<Icon name={offline ? 'cloud-off' : 'cloud'} className={styles.cloud} />}
      {...(offline && { text: say('offline') })}
    >
      {heard === undefined ? say('neverHeard') : say('heard', { when: showMoment(heard, language, now) })}
    </Fact>
  )
}
