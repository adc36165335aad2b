import { useUnsaved } from '../entry/shelves'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { useTexts } from '../ui/language'
import { useLeave } from './leave'
import { leaveAsked, useAppDispatch, useAppSelector } from './store'
import { appTexts } from './texts'

/** Asked when somebody locks or hands over while something could not be saved: it would be lost. */
export function LeaveQuestion() {
  const say = useTexts(appTexts)
  const dispatch = useAppDispatch()
  const { leaveNow } = useLeave()
  const unsaved = useUnsaved()
  const how = useAppSelector(({ leaving }) => leaving.how)
  if (how === undefined) return null
  const stay = () => dispatch(leaveAsked(undefined))
  return (
    <Dialog
      title={say('leaveHead', { count: unsaved })}
      onClose={stay}
      foot={
        <>
          <Button kind="danger" onClick={() => leaveNow(how)}>
            {say(`leaveAnyway.${how}`)}
          </Button>
          <Button kind="primary" onClick={stay}>
            {say('stayHere')}
          </Button>
        </>
      }
    >
      <p>{say('leaveText')}</p>
    </Dialog>
  )
}
