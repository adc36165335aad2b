import { useMemo } from 'react'
import { type BlackingOut, nothingToBlackOut, toBlackOutIn } from '../black-out'
import { useFormSession, useScene } from '../form-session'

/** What the person at this form may ask to have blacked out of the casebook it belongs to. */
export function useBlackingOutHere(): BlackingOut {
  const { sitting, mayAskToBlackOut } = useFormSession()
  const casebook = useScene(sitting, (scene) => scene.casebook)
  const of = useMemo(
    () => (mayAskToBlackOut ? toBlackOutIn(casebook) : nothingToBlackOut),
    [casebook, mayAskToBlackOut],
  )
  return { of, ask: (...asked) => sitting.askToBlackOut(...asked) }
}
