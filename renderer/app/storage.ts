import { useEffect, useState } from 'react'

/** How the records of this device lie in its browser. Browsers no longer say how much room is left. */
export interface StorageStanding {
  /** The browser does not clear them by itself when its disk is full. */
  readonly kept: boolean
  /** Bytes that Tracer takes. */
  readonly used: number
}

/** What the browser says of its storage; undefined until it has, and where it says nothing. */
export function useStorage(): StorageStanding | undefined {
  const [standing, setStanding] = useState<StorageStanding>()
  useEffect(() => {
    let here = true
    Promise.all([navigator.storage.persisted(), navigator.storage.estimate()]).then(
      ([kept, { usage }]) => {
        if (here && usage !== undefined) setStanding({ kept, used: usage })
      },
      // A browser that does not say is not one that clears.
      () => undefined,
    )
    return () => {
      here = false
    }
  }, [])
  return standing
}
