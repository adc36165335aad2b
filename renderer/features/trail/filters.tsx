import { useRef } from 'react'
import { ChangeBody } from '#shared/change/change'
import { wordsIn } from '#shared/export/words'
import type { UserId } from '#shared/ids'
import { useToday } from '../../app/clock'
import type { Book } from '../../data/door'
import { trailTexts } from '../../review/trail/texts'
import { Button } from '../../ui/button'
import { Select, TextInput } from '../../ui/field'
import { FilterInput } from '../../ui/filter-input'
import { useKeys } from '../../ui/keys'
import { useLanguage, useTexts } from '../../ui/language'
import { type TrailFilter, everything, isSiteBook } from './book-trail'
import styles from './trail-screen.module.css'

/** Everything that can be asserted, but for numbers that went unused. */
const KINDS = ChangeBody.options.map(({ shape }) => shape.kind.value).filter((kind) => kind !== 'void')

interface FiltersProps {
  readonly filter: TrailFilter
  readonly onNarrow: (by: Partial<TrailFilter>) => void
  readonly books: readonly Book[]
  readonly people: ReadonlyMap<UserId, string>
}

/** What is looked for: a word, whose, by whom, what was done, and when. */
export function Filters({ filter, onNarrow, books, people }: FiltersProps) {
  const say = useTexts(trailTexts)
  const language = useLanguage()
  const words = wordsIn(language)
  const today = useToday()
  const box = useRef<HTMLInputElement>(null)
  useKeys([{ keys: '/', label: say('filter'), run: () => box.current?.focus(), hint: false }])
  const whose = books.flatMap((book) => {
    const label = isSiteBook(book) ? say('siteItself', { site: book.site }) : book.code
    return label === undefined ? [] : [{ value: book.subject, label, first: isSiteBook(book) }]
  })
  const byName = (a: { label: string }, b: { label: string }) => a.label.localeCompare(b.label, language)
  return (
    <>
      <FilterInput ref={box} label={say('filter')} value={filter.word} onType={(word) => onNarrow({ word })} />
      <Select
        aria-label={say('participant')}
        className={styles.choice}
        blank={say('everybody')}
        value={filter.subject}
        choices={whose.toSorted((a, b) => Number(b.first) - Number(a.first) || byName(a, b))}
        onChange={({ target }) => onNarrow({ subject: whose.find(({ value }) => value === target.value)?.value ?? '' })}
      />
      <Select
        aria-label={say('who')}
        className={styles.choice}
        blank={say('anybody')}
        value={filter.author}
        choices={[...people].map(([value, label]) => ({ value, label })).toSorted(byName)}
        onChange={({ target }) => onNarrow({ author: [...people.keys()].find((id) => id === target.value) ?? '' })}
      />
      <Select
        aria-label={say('kind')}
        className={styles.choice}
        blank={say('everything')}
        value={filter.kind}
        choices={KINDS.map((value) => ({ value, label: words.kind[value] })).toSorted(byName)}
        onChange={({ target }) => onNarrow({ kind: KINDS.find((kind) => kind === target.value) ?? '' })}
      />
      {(['from', 'until'] as const).map((end) => (
        <label key={end} className={styles.day}>
          <span className="secondary">{say(end)}</span>
          <TextInput
            type="date"
            className={styles.date}
            value={filter[end]}
            max={today}
            onChange={({ target }) => onNarrow({ [end]: target.value })}
          />
        </label>
      ))}
      {filter !== everything && (
        <Button kind="quiet" onClick={() => onNarrow(everything)}>
          {say('clear')}
        </Button>
      )}
    </>
  )
}
