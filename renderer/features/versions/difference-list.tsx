import { useMemo } from 'react'
import type { CompiledStudy } from '#shared/study/compile'
import { type LocalText, textIn } from '#shared/study/definition'
import { AREAS, type AspectChange, type Difference, differencesOf } from '#shared/study/difference'
import { cx } from '../../ui/cx'
import { useLanguage, useTexts } from '../../ui/language'
import { versionsTexts } from './texts'
import styles from './versions.module.css'

/** What a version says otherwise than the one before, part by part, each with what stood there before. */
export function DifferenceList({ before, after }: { before: CompiledStudy; after: CompiledStudy }) {
  const say = useTexts(versionsTexts)
  const differences = useMemo(() => differencesOf(before, after), [before, after])
  return (
    <>
      <p className="secondary">{say('comparedWith', { name: before.version.name })}</p>
      {differences.length === 0 && <p>{say('noDifference')}</p>}
      {AREAS.map((area) => {
        const own = differences.filter((one) => one.area === area)
        return (
          own.length > 0 && (
            <section key={area} className={styles.part}>
              <h2>{say(`area.${area}`)}</h2>
              <ul>
                {own.map((one) => (
                  <li key={`${one.kind} ${one.name}`} className={styles.line}>
                    <Line one={one} />
                  </li>
                ))}
              </ul>
            </section>
          )
        )
      })}
    </>
  )
}

function Line({ one: { kind, name, title, aspects } }: { one: Difference }) {
  const say = useTexts(versionsTexts)
  const language = useLanguage()
  return (
    <>
      <p>
        <span className="medium">{textIn(title, language)}</span> <span className="secondary">{name}</span>{' '}
        <span className="secondary">· {say(`kind.${kind}`)}</span>
      </p>
      {aspects.length > 0 && (
        <dl className={styles.aspects}>
          {aspects.map((change) => (
            <AspectLine key={change.aspect} kind={kind} change={change} />
          ))}
        </dl>
      )}
    </>
  )
}

/** A long setting is shown so far: the whole of it stands in the file of the version. */
const MOST = 400

interface AspectLineProps {
  readonly kind: Difference['kind']
  readonly change: AspectChange
}

/** What was and what is; of something new or gone there is one of them only. */
function AspectLine({ kind, change: { aspect, before, after } }: AspectLineProps) {
  const say = useTexts(versionsTexts)
  const language = useLanguage()
  const words = (text: LocalText | undefined) => {
    const said = text === undefined ? '' : textIn(text, language)
    if (said === '') return say('nothing')
    return said.length > MOST ? `${said.slice(0, MOST)}…` : said
  }
  const whole = kind === 'changed' ? undefined : styles.whole
  return (
    <>
      <dt>{say(`aspect.${aspect}`)}</dt>
      {kind !== 'added' && <dd className={cx(styles.before, whole)}>{words(before)}</dd>}
      {kind !== 'removed' && <dd className={whole}>{words(after)}</dd>}
    </>
  )
}
