import { useMemo, useRef, useState } from 'react'
import type { FormPath } from '#shared/casebook/path'
import { wordsIn } from '#shared/export/words'
import { TrailEntry } from '../../review/trail/entry'
import { holdsWord, useSpokenTrail } from '../../review/trail/spoken'
import { trailTexts } from '../../review/trail/texts'
import { TrailTable } from '../../review/trail/trail-table'
import { useBlackingOut } from '../../review/use-blacking-out'
import { Button } from '../../ui/button'
import { Select } from '../../ui/field'
import { FilterInput } from '../../ui/filter-input'
import { KeyHints } from '../../ui/key-hints'
import { useKeys } from '../../ui/keys'
import { useLanguage, useTexts } from '../../ui/language'
import { EmptyState } from '../../ui/notice'
import { ToolLine } from '../../ui/screen'
import type { FormAt } from './form-mark'

interface AuditListProps {
  readonly at: FormAt
  readonly onForm: (form: FormPath) => void
}

/** Everything that was ever asserted about the participant, newest first: who, when by both clocks, what, from, to and why. */
export function AuditList({ at, onForm }: AuditListProps) {
  const say = useTexts(trailTexts)
  const words = wordsIn(useLanguage())
  const spoken = useSpokenTrail()
  const filter = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
  const [kind, setKind] = useState('')
  const [current, setCurrent] = useState<string>()
  useKeys([{ keys: '/', label: say('filter'), run: () => filter.current?.focus(), hint: false }])
  const blackingOut = useBlackingOut(at.study, at.casebook)
  const lines = useMemo(() => spoken(at).toReversed(), [at, spoken])
  const seen = lines.filter((shown) => (kind === '' || shown.line.kind === kind) && holdsWord(shown, typed))
  const kinds = [...new Set(lines.map(({ line }) => line.kind))]
  const chosen = seen.find(({ key }) => key === current) ?? seen[0]
  return (
    <>
      <ToolLine below>
        <FilterInput ref={filter} label={say('filter')} value={typed} onType={setTyped} />
        <Select
          aria-label={say('kind')}
          blank={say('everything')}
          value={kind}
          choices={kinds.map((value) => ({ value, label: words.kind[value] }))}
          onChange={({ target }) => setKind(target.value)}
        />
      </ToolLine>
      {seen.length === 0 ? (
        <EmptyState
          icon="history"
          title={say('none')}
          action={
            <Button
              onClick={() => {
                setTyped('')
                setKind('')
              }}
            >
              {say('showAll')}
            </Button>
          }
        >
          {say('noneText')}
        </EmptyState>
      ) : (
        <TrailTable rows={seen} current={chosen?.key} onChoose={setCurrent} />
      )}
      {chosen && <TrailEntry key={chosen.key} at={at} shown={chosen} by={blackingOut} onForm={onForm} />}
      <KeyHints>{say('count', { count: seen.length })}</KeyHints>
    </>
  )
}
