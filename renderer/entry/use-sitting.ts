import { useLayoutEffect, useState } from 'react'
import type { FormPath } from '#shared/casebook/path'
import { Sitting } from '../form/sitting'
import type { World } from '../form/world'
import { useRecorder } from './use-world'

/** A sitting that follows the casebook. */
export function useSitting(form: FormPath, world: World): Sitting {
  const record = useRecorder(world)
  const [sitting] = useState(() => new Sitting(form, world, record))
  useLayoutEffect(() => sitting.look(world), [sitting, world])
  return sitting
}
