import { useKeys } from '../../ui/keys'
import { useTexts } from '../../ui/language'
import { logTexts } from './log-texts'

interface LogActs {
  readonly mayEnter: boolean
  readonly edit: () => void
  readonly repeatAbove: () => void
  readonly sort: () => void
  readonly openRecord: () => void
  readonly answer: () => void
  readonly missing: () => void
  readonly history: () => void
  readonly query: () => void
  readonly remove: () => void
  readonly complete: () => void
}

/** The keys of a log's table besides those that move and type, which the table takes itself and are only named here. */
export function useLogKeys(acts: LogActs): void {
  const say = useTexts(logTexts)
  const enters = [
    { keys: 'Enter', label: say('keyDown'), run: () => undefined },
    { keys: 'F2', label: say('keyEdit'), run: acts.edit },
    { keys: 'alt+ArrowDown', label: say('keyAbove'), run: acts.repeatAbove },
    { keys: 'alt+n', label: say('keyNotDone'), run: acts.missing },
    { keys: 'mod+Enter', label: say('keyComplete'), run: acts.complete, hint: false },
    { keys: 'alt+Delete', label: say('keyRemove'), run: acts.remove, hint: false },
  ]
  useKeys([
    ...(acts.mayEnter ? enters : []),
    { keys: 'alt+Enter', label: say('keyRecord'), run: acts.openRecord },
    { keys: 'alt+q', label: say('keyQuery'), run: acts.query },
    { keys: 'alt+h', label: say('keyHistory'), run: acts.history, hint: false },
    { keys: 'alt+a', label: say('keyAnswer'), run: acts.answer, hint: false },
    { keys: 'alt+s', label: say('keySort'), run: acts.sort, hint: false },
  ])
}
