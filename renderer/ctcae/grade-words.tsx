import type { GradeText, GradeTexts } from '#shared/clinical/ctcae/published/grade-texts'
import { cx } from '../ui/cx'
import { useTexts } from '../ui/language'
import styles from './grade-words.module.css'
import { ctcaeTexts } from './texts'

/** What one grade asks: a line a condition. A grade that the term does not have says so. */
export function GradeWords({ text: { grade, words, inShort }, from }: { text: GradeText; from: GradeTexts }) {
  const say = useTexts(ctcaeTexts)
  if (!words) return <span className={styles.none}>{say('noGrade', { grade })}</span>
  return (
    <>
      <Lines lines={words} lang={from.language} />
      {inShort.length > 0 && <Lines lines={inShort} quiet />}
    </>
  )
}

interface LinesProps {
  readonly lines: readonly string[]
  /** Where it is not that of the screen. */
  readonly lang?: string
  readonly quiet?: boolean
}

function Lines({ lines, lang, quiet = false }: LinesProps) {
  return (
    <span className={cx(styles.words, quiet && styles.quiet)} lang={lang}>
      {lines.map((line) => (
        <span key={line}>{line}</span>
      ))}
    </span>
  )
}

/** Whose words they are, in one sentence. */
export function WordsSource({ texts, term }: { texts: GradeTexts; term: string | undefined }) {
  const say = useTexts(ctcaeTexts)
  const inShort = texts.grades.some((grade) => grade.inShort.length > 0)
  return (
    <>
      {say(term === undefined ? 'noTerm' : `from.${texts.from}`)} {inShort && say('inShort')}
    </>
  )
}
