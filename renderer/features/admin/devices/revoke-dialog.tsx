import { useState } from 'react'
import type { DeviceStanding } from '#shared/administration/protocol'
import { isNotDone } from '../../../data/administration'
import { Checkbox } from '../../../ui/field'
import { useTexts } from '../../../ui/language'
import { ConfirmDialog } from '../confirm-dialog'
import type { Administered } from '../use-overview'
import { devicesTexts } from './texts'

interface RevokeDialogProps {
  readonly device: DeviceStanding
  readonly act: Administered['act']
  readonly onClose: () => void
}

/** Asks whether what waits on the device is still wanted; of one that was shut out already, it changes that. */
export function RevokeDialog({ device: { id, revokedAt, finalPush = true }, act, onClose }: RevokeDialogProps) {
  const say = useTexts(devicesTexts)
  const [handsOver, setHandsOver] = useState(finalPush)
  const title = say(revokedAt === undefined ? 'revoke' : 'change')
  return (
    <ConfirmDialog
      title={title}
      text={say('revokeText')}
      confirm={title}
      grave={revokedAt === undefined}
      onClose={onClose}
      onConfirm={async () => {
        if (revokedAt === undefined || handsOver !== finalPush) {
          const answer = await act({ act: 'revoke-device', device: id, finalPush: handsOver })
          if (isNotDone(answer))
            return say(answer.not === 'no-server' ? 'noServer' : answer.not === 'busy' ? 'busy' : 'notDone')
        }
        onClose()
        return undefined
      }}
    >
      <Checkbox checked={handsOver} onChange={({ target }) => setHandsOver(target.checked)}>
        {say('handOver')}
      </Checkbox>
      <p className="mute">{say(handsOver ? 'handOverText' : 'noHandOverText')}</p>
    </ConfirmDialog>
  )
}
