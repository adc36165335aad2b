import type { StudyId } from '#shared/ids'
import { type ArmRequest, ShownArm, ShownArms } from '#shared/randomisation/protocol'
import type { Failure } from './sync/engine'
import type { Server } from './sync/server'

/** Asks the server for the arms of a blind study. What it answers is shown and kept nowhere on the device. */
export interface ArmsDoor {
  /** The arm of one participant; what this person said of that participant is sent first. */
  arm(request: ArmRequest): Promise<ShownArm | NoArm>
  /** All arms of a study that this person may know. */
  arms(study: StudyId): Promise<ShownArms['arms'] | NoArm>
}

/** Why no arm is shown. */
export type NoArm = 'no-server' | 'not-allowed' | 'not-randomised'

interface ArmsParts {
  readonly server: Server
  readonly exchangeNow: () => Promise<unknown>
}

export function armsOf({ server, exchangeNow }: ArmsParts): ArmsDoor {
  return {
    async arm(request) {
      await exchangeNow()
      const shown = await server.post('/api/randomisation/arm', request, ShownArm)
      return shown.ok ? shown.value : noArm(shown.failure)
    },
    async arms(study) {
      const shown = await server.post('/api/randomisation/arms', { study }, ShownArms)
      return shown.ok ? shown.value.arms : noArm(shown.failure)
    },
  }
}

function noArm({ code }: Failure): NoArm {
  if (code === 'not-allowed') return 'not-allowed'
  return code === 'not-found' ? 'not-randomised' : 'no-server'
}
