import { groupOf, itemPath } from '#shared/casebook/path'
import type { SearchHit } from '#shared/clinical/ctcae/search'
import type { Language } from '#shared/study/definition'
import { useCtcae } from '../../ctcae/use-ctcae'
import { useTexts } from '../../ui/language'
import { useFormSession, useItem } from '../form-session'
import type { ItemView } from '../scene'
import { formTexts } from '../texts'
import { Combo } from './combo'
import styles from './term.module.css'

/**
 * A CTCAE term, found by what people call it. While nothing is typed it offers what fits the words of the event itself;
 * it never writes one by itself.
 */
export function TermControl({ item }: { item: ItemView }) {
  const say = useTexts(formTexts)
  const ctcae = useCtcae()
  const { sitting } = useFormSession()
  const { nameItem } = sitting.current().def
  // The event's own words stand in the same group as its term.
  const words = useItem(itemPath(groupOf(item.path), nameItem ?? item.def.oid))?.edit ?? ''
  const chosen = ctcae?.termNamed(item.edit)
  return (
    <div className={styles.term}>
      <Combo
        item={item}
        icon="search"
        placeholder={say('findTerm')}
        suggests
        find={(typed) =>
          (ctcae?.search(typed.trim() === '' ? words : typed) ?? []).map((hit) => ({
            code: hit.term.term,
            label: hit.term.term,
            hit,
          }))
        }
        lead={words !== '' && <p className={styles.lead}>{say('termsFor', { words })}</p>}
        draw={({ label, hit }) => (
          <>
            <span className={styles.name}>
              {label}
              <span className={styles.by}>{calledHere(hit, item.language)}</span>
            </span>
            <span className={styles.class}>{hit.term.systemOrganClass}</span>
          </>
        )}
        nothing={say('noTerm')}
        listClass={styles.list}
      />
      {chosen && <span className={styles.beside}>{chosen.systemOrganClass}</span>}
    </div>
  )
}

/** How people call the term in the language of the screen: as it was found, where it was found so. */
function calledHere({ term, by }: SearchHit, language: Language): string | undefined {
  const words = term.words[language]
  if (by === term.term) return language === 'en' ? undefined : words[0]
  return words.includes(by) ? by : words[0]
}
