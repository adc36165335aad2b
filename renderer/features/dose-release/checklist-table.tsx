import { hrefTo } from '../../app/paths'
import { usePlace, useSubject } from '../../app/place'
import { cx } from '../../ui/cx'
import { showDay } from '../../ui/dates'
import { Icon, type IconName } from '../../ui/icon'
import { useLanguage, useTexts } from '../../ui/language'
import { type ConditionLine, type Verdict, blocks } from './checklist'
import styles from './dose-release.module.css'
import { releaseTexts } from './texts'

interface ChecklistProps {
  readonly lines: readonly ConditionLine[]
  readonly today: string
}

const icons: Readonly<Record<Verdict, IconName>> = {
  stops: 'close',
  failed: 'close',
  missing: 'clock',
  reduces: 'down',
  alert: 'warning',
  met: 'tick',
}

/** Each condition one line; what is met stands together at the end. */
export function Checklist({ lines, today }: ChecklistProps) {
  const say = useTexts(releaseTexts)
  const open = lines.filter(({ verdict }) => verdict !== 'met')
  const met = lines.filter(({ verdict }) => verdict === 'met')
  return (
    <table className={styles.checklist} aria-label={say('checklist')}>
      <colgroup>
        <col className={styles.colName} />
        <col className={styles.colFound} />
        <col className={styles.colEvidence} />
        <col className={styles.colNeeded} />
        <col />
      </colgroup>
      <thead>
        <tr>
          {(['condition', 'found', 'evidence', 'needed', 'verdict'] as const).map((title) => (
            <th key={title} scope="col">
              {say(title)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {open.map((line) => (
          <Line key={line.key} line={line} today={today} />
        ))}
        {met.length > 0 && (
          <tr className={styles.together}>
            <td colSpan={5}>{say('met', { count: met.length })}</td>
          </tr>
        )}
        {met.map((line) => (
          <Line key={line.key} line={line} today={today} />
        ))}
      </tbody>
    </table>
  )
}

function Line({ line, today }: { readonly line: ConditionLine; readonly today: string }) {
  const say = useTexts(releaseTexts)
  const { name, verdict, why, found, needed } = line
  const stale = verdict === 'missing'
  return (
    <tr className={cx(blocks(verdict) && styles.blocks)}>
      <th scope="row">{name}</th>
      <td className="num">
        {stale ? say(found === undefined ? 'nothing' : 'noCount') : (found ?? <span className="mute">–</span>)}
      </td>
      <td>
        <Evidence line={line} today={today} />
      </td>
      <td className="num">{needed}</td>
      <td>
        <span className={cx(styles.verdict, styles[verdict])}>
          <Icon name={why === 'contested' ? 'swap' : icons[verdict]} className={styles.icon} />
          {say(`verdict.${why ?? verdict}`)}
        </span>
      </td>
    </tr>
  )
}

/** "12 Mar, 3 days before": the way to the value itself. */
function Evidence({ line, today }: { readonly line: ConditionLine; readonly today: string }) {
  const say = useTexts(releaseTexts)
  const language = useLanguage()
  const { study, site } = usePlace()
  const subject = useSubject()
  const { day, age, at, found, verdict } = line
  const aged =
    age === undefined ? '' : age === 0 ? say('sameDay') : say(age > 0 ? 'age' : 'after', { count: Math.abs(age) })
  const parts = [
    verdict === 'missing' && found !== undefined ? found : '',
    day === undefined ? '' : showDay(day, language, today),
    aged,
  ].filter(Boolean)
  if (parts.length === 0 && !at) return <span className="mute">–</span>
  const words = parts.length > 0 ? parts.join(', ') : say('entry')
  return at ? (
    <a
      className={styles.link}
      href={hrefTo({ screen: 'form', study, site, subject, form: at.form, item: at.item })}
      title={say('keyEvidence')}
    >
      {words}
    </a>
  ) : (
    <span className="secondary">{words}</span>
  )
}
