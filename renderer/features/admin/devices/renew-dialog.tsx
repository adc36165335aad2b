import type { DeviceStanding } from '#shared/administration/protocol'
import { isNotDone } from '../../../data/administration'
import { useTexts } from '../../../ui/language'
import { ConfirmDialog } from '../confirm-dialog'
import type { Administered } from '../use-overview'
import { devicesTexts } from './texts'

interface RenewDialogProps {
  readonly device: DeviceStanding
  readonly act: Administered['act']
  readonly onClose: () => void
}

/** Gives a device newer keys for what it keeps; it takes them into use by itself. */
export function RenewDialog({ device: { id }, act, onClose }: RenewDialogProps) {
  const say = useTexts(devicesTexts)
  return (
    <ConfirmDialog
      title={say('renew')}
      text={say('renewText')}
      confirm={say('renew')}
      onClose={onClose}
      onConfirm={async () => {
        const answer = await act({ act: 'renew-keys', device: id })
        if (isNotDone(answer))
          return say(answer.not === 'no-server' ? 'noServer' : answer.not === 'busy' ? 'busy' : 'notRenewed')
        onClose()
        return undefined
      }}
    />
  )
}
