import type { ReactNode } from 'react'
import type { SubjectSummary } from '#shared/casebook/summary'
import type { Contents } from '#shared/export/inventory'
import type { CasebookStatus } from '#shared/export/source'
import { streamId } from '#shared/ids'
import { useNow } from '../../app/clock'
import { usePlace } from '../../app/place'
import { useAppSelector, useSession } from '../../app/store'
import { appTexts } from '../../app/texts'
import { heardAt } from '../../export/use-export'
import { cx } from '../../ui/cx'
import { showMoment } from '../../ui/dates'
import { Icon } from '../../ui/icon'
import { useLanguage, useTexts } from '../../ui/language'
import { Mark, type MarkState } from '../../ui/mark'
import { Progress } from '../../ui/progress'
import styles from './exports.module.css'
import { exportsTexts } from './texts'

const STATUSES: readonly { readonly status: CasebookStatus; readonly state: MarkState }[] = [
  { status: 'draft', state: 'begun' },
  { status: 'unsigned', state: 'complete' },
  { status: 'signed', state: 'signed' },
  { status: 'locked', state: 'locked' },
]

interface PreviewProps {
  readonly all: number
  readonly chosen: readonly SubjectSummary[]
  /** How many of them are counted. */
  readonly counted: number
  readonly contents: Contents
}

/** What will go, counted before it is made: how much, how far it is, and what of it will not count. */
export function Preview({ all, chosen, counted, contents }: PreviewProps) {
  const say = useTexts(exportsTexts)
  const app = useTexts(appTexts)
  const number = new Intl.NumberFormat(useLanguage())
  const { site, roles } = usePlace()
  const { user } = useSession()
  const count = chosen.length
  const { forms, values, byStatus, queries, notReceived, contested, held, withdrawn } = contents
  const open = notReceived + contested + held + withdrawn > 0
  return (
    <section className={styles.before}>
      <h2>{say('before')}</h2>
      <p className="medium">{count === 0 ? say('nobody') : say(count === all ? 'all' : 'some', { count, site })}</p>
      {counted < count ? (
        <p className={styles.counting}>
          <Progress label={say('counting', { done: counted, of: count })} value={counted} max={count} wide />
          <span className="secondary">{say('counting', { done: counted, of: count })}</span>
        </p>
      ) : (
        count > 0 && (
          <>
            <dl className={styles.amounts} aria-label={say('amounts')}>
              {(
                [
                  ['forms', forms],
                  ['values', values],
                  ['queries', queries],
                ] as const
              ).map(([key, amount]) => (
                <div key={key}>
                  <dt>{say(key)}</dt>
                  <dd>{number.format(amount)}</dd>
                </div>
              ))}
            </dl>
            <ul className={styles.statuses} aria-label={say('statusOfForms')}>
              {STATUSES.filter(({ status }) => byStatus[status] > 0).map(({ status, state }) => (
                <li key={status}>
                  <Mark state={state} word={say(`forms.${status}`, { count: number.format(byStatus[status]) })} />
                </li>
              ))}
            </ul>
          </>
        )
      )}
      <ul className={styles.facts}>
        <Heard />
        {notReceived > 0 && (
          <Fact mark={<Mark state="unsent" bare />} text={say('unsentText')}>
            {say('unsentCount', { count: notReceived })}
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
        {withdrawn > 0 && (
          <Fact mark={<Mark state="not-done" bare />} text={say('withdrawnText')}>
            {say('withdrawnCount', { count: withdrawn })}
          </Fact>
        )}
      </ul>
      {!open && count > 0 && counted === count && <p className="secondary">{say('nothingOpen')}</p>}
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
