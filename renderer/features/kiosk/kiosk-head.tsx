import { Language } from '#shared/study/definition'
import type { Handed } from '../../app/handed'
import { answering, useAppDispatch } from '../../app/store'
import { Icon } from '../../ui/icon'
import { LANGUAGE_NAMES } from '../../ui/language'
import styles from './kiosk.module.css'
import { tellIn } from './words'

/** Language and size for the reader, and the one way out. Nothing says whose answers these are. */
export function KioskHead({ handed, onStaff }: { handed: Handed; onStaff: () => void }) {
  const dispatch = useAppDispatch()
  const tell = tellIn(handed.language)
  return (
    <header className={styles.head}>
      <div className={styles.choices} role="group" aria-label={tell('language')}>
        {Language.options.map((language) => (
          <button
            key={language}
            type="button"
            lang={language}
            className={styles.quiet}
            aria-pressed={language === handed.language}
            onClick={() => dispatch(answering({ language }))}
          >
            {LANGUAGE_NAMES[language]}
          </button>
        ))}
      </div>
      <button
        type="button"
        className={styles.quiet}
        aria-pressed={handed.large}
        aria-label={tell('large')}
        onClick={() => dispatch(answering({ large: !handed.large }))}
      >
        <span aria-hidden>A+</span>
      </button>
      <button type="button" className={styles.quiet} onClick={onStaff}>
        <Icon name="lock" className={styles.icon} />
        {tell('staff')}
      </button>
    </header>
  )
}
