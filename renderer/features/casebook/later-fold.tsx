import type { PlannedEvent } from '#shared/casebook/schedule'
import { Button } from '../../ui/button'
import { showDate } from '../../ui/dates'
import { useLanguage, useTexts } from '../../ui/language'
import { casebookTexts } from './texts'

interface LaterFoldProps {
  /** What is folded away, soonest first. */
  readonly later: readonly PlannedEvent[]
  readonly unfolded: boolean
  readonly onFold: (unfolded: boolean) => void
}

/** The visits that lie far ahead, as one line that opens. */
export function LaterFold({ later, unfolded, onFold }: LaterFoldProps) {
  const say = useTexts(casebookTexts)
  const language = useLanguage()
  const last = later.at(-1)?.target
  if (unfolded)
    return (
      <Button kind="quiet" icon="up" onClick={() => onFold(false)}>
        {say('fewer')}
      </Button>
    )
  if (last === undefined) return null
  return (
    <Button kind="quiet" icon="down" onClick={() => onFold(true)}>
      {say('later', { count: later.length, date: showDate(last, language) })}
    </Button>
  )
}
