import { focusLimits, focusUnit, focusedItem } from '../../form/focus'
import { useFormSession, useScene } from '../../form/form-session'
import { KeyHints } from '../../ui/key-hints'
import { useKeys } from '../../ui/keys'
import { useTexts } from '../../ui/language'
import { useGoToForm } from './entry-head'
import type { Neighbours } from './neighbours'
import { entryTexts } from './texts'

interface EntryFootProps {
  readonly neighbours: Neighbours
  readonly onHistory: () => void
  readonly onAsk: () => void
}

/** The keys of a form, and whether what was entered is safe. */
export function EntryFoot({ neighbours, onHistory, onAsk }: EntryFootProps) {
  const say = useTexts(entryTexts)
  const { sitting, mayEnter, mayAsk } = useFormSession()
  const goTo = useGoToForm()
  const entering = [
    // Enter itself is handled by each control; here it is only named.
    { keys: 'Enter', label: say('keyNext'), run: () => undefined },
    {
      keys: 'alt+n',
      label: say('keyNotDone'),
      run: () => {
        const path = focusedItem()
        if (path && sitting.item(path)?.def.missing) sitting.askMissing(path)
      },
    },
  ]
  useKeys([
    ...(mayEnter ? entering : []),
    { keys: 'alt+h', label: say('keyHistory'), run: onHistory },
    ...(mayAsk ? [{ keys: 'alt+q', label: say('keyQuery'), run: onAsk }] : []),
    { keys: 'mod+ArrowDown', label: say('keyNextForm'), run: () => goTo(neighbours.next) },
    { keys: 'mod+ArrowUp', label: say('keyPreviousForm'), run: () => goTo(neighbours.previous), hint: false },
    { keys: 'alt+u', label: say('keyUnit'), run: focusUnit, hint: false },
    { keys: 'alt+l', label: say('keyLimits'), run: focusLimits, hint: false },
  ])
  return <KeyHints>{mayEnter ? <Safe /> : say('readOnly')}</KeyHints>
}

/** Whether what was entered is safe; alone drawn again when something is stored or received. */
function Safe() {
  const say = useTexts(entryTexts)
  const { sitting } = useFormSession()
  const unsent = useScene(sitting, (scene) => scene.unsent)
  return unsent > 0 ? say('unsent', { count: unsent }) : say('saved')
}
