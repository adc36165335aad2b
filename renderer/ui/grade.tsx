import { cx } from './cx'
import styles from './grade.module.css'
import { useTexts } from './language'
import { uiTexts } from './texts'

/** A CTCAE grade: its number on its colour. Anything that is no grade is a dash. */
export function Grade({ grade }: { grade: string | undefined }) {
  const say = useTexts(uiTexts)
  const known = grade !== undefined && /^[1-5]$/.test(grade)
  return (
    <span className={cx(styles.grade, known ? styles[`g${grade}`] : styles.none)}>
      <span aria-hidden="true">{known ? grade : '–'}</span>
      <span className="spoken">{known ? say('grade', { grade }) : say('noGrade')}</span>
    </span>
  )
}
