import { groupOf, itemPath } from '#shared/casebook/path'
import { GradeWords, WordsSource } from '../../ctcae/grade-words'
import { useCtcae } from '../../ctcae/use-ctcae'
import { cx } from '../../ui/cx'
import { Grade } from '../../ui/grade'
import { useItem } from '../form-session'
import type { ItemView } from '../scene'
import styles from './grade.module.css'
import { useRadios } from './radio-control'

/**
 * The five grades side by side, each with what it asks of the term that was chosen. A grade that the term does not have is
 * grey and says so; it can still be chosen, since what the source says can always be stored.
 */
export function GradeControl({ item, gradeOf }: { item: ItemView; gradeOf: string }) {
  const ctcae = useCtcae()
  const { group, radio } = useRadios(item)
  const term = useItem(itemPath(groupOf(item.path), gradeOf))?.edit ?? ''
  const known = ctcae?.termNamed(term)?.term
  const texts = ctcae?.grades(known, item.language)
  const definition = known === undefined ? undefined : ctcae?.published(known)?.definition
  return (
    <div className={styles.whole}>
      <div {...group} className={cx(styles.cards, item.asks && styles.asks)}>
        {item.options.map(({ code, label }) => {
          const text = texts?.grades.find(({ grade }) => String(grade) === code)
          return (
            <label key={code} className={cx(styles.card, text && !text.words && styles.none)}>
              <input {...radio(code)} />
              <span className={styles.head}>
                <Grade grade={code} />
                {/* The general meaning begins with this very word. */}
                {!(texts?.from === 'general' && text?.words) && (
                  <span className={styles.name}>{withoutNumber(label)}</span>
                )}
              </span>
              {texts && text && <GradeWords text={text} from={texts} />}
            </label>
          )
        })}
      </div>
      <p className={styles.source}>
        {texts && <WordsSource texts={texts} term={known} />}
        {definition !== undefined && (
          <span lang="en" className={styles.definition}>
            {definition}
          </span>
        )}
      </p>
    </div>
  )
}

/** "2 – moderate" beside a chip that already says 2. */
const withoutNumber = (text: string): string => text.replace(/^[0-9]\s*[–-]\s*/, '')
