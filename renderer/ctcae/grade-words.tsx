import type { GradeText, GradeTexts } from '#shared/clinical/ctcae/published/grade-texts'
import { useTexts } from '../ui/language'
import styles from './grade-words.module.css'
import { ctcaeTexts } from './texts'

/** What one grade asks: a line a condition. A grade that the term does not have says so. */
export function GradeWords({ text: { grade, words }, from }: { text: GradeText; from: GradeTexts }) {
  const say = useTexts(ctcaeTexts)
  if (!words) return <span className={styles.none}>{say('noGrade', { grade })}</span>
  return (
    <span className={styles.words} lang={from.language}>
      {words.map((line) => (
        <span key={line}>{line}</span>
      ))}
    </span>
  )
}

/** Whose words they are, in one sentence. */
export function WordsSource({ from, term }: { from: GradeTexts['from']; term: string | undefined }) {
  const say = useTexts(ctcaeTexts)
  return <>{say(term === undefined ? 'noTerm' : `from.${from}`)}</>
}
