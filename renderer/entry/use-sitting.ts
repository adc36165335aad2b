import { useEffect, useLayoutEffect, useState } from 'react'
import type { FormPath } from '#shared/casebook/path'
import type { DraftShelf } from '../form/draft-shelf'
import { Sitting } from '../form/sitting'
import type { Recorder, World } from '../form/world'

/** A sitting that follows the casebook. With something of it not saved, it is found on the shelf when people come back. */
export function useSitting(form: FormPath, world: World, record: Recorder, shelf: DraftShelf): Sitting {
  const [sitting] = useState(() => shelf.sittingOf(form, () => new Sitting(form, world, record)))
  useLayoutEffect(() => sitting.look(world), [sitting, world])
  useEffect(() => {
    shelf.enter(sitting)
    return () => shelf.leave(sitting)
  }, [sitting, shelf])
  return sitting
}
