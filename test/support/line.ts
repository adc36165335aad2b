import { once } from 'node:events'
import { type Server, type Socket, connect, createServer } from 'node:net'

/** The cable between one device and the server. Pulled, the server's address answers nobody. */
export interface Line {
  /** What the device knows as its server. The same before and after the line was pulled. */
  readonly address: string
  /** Cuts what is under way and refuses what comes. */
  pull(): Promise<void>
  mend(): Promise<void>
}

export async function layLine(server: string): Promise<Line> {
  const { hostname, port } = new URL(server)
  const open = new Set<Socket>()
  const keep = (socket: Socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
    // A socket that was cut says so; the other end hears it by the close.
    socket.on('error', () => undefined)
  }
  const listen = async (at: number): Promise<Server> => {
    const relay = createServer((near) => {
      const far = connect(Number(port), hostname)
      keep(near)
      keep(far)
      near.pipe(far).pipe(near)
      near.on('close', () => far.destroy())
      far.on('close', () => near.destroy())
    })
    relay.listen(at, '127.0.0.1')
    await once(relay, 'listening')
    return relay
  }
  let relay: Server | undefined = await listen(0)
  const given = relay.address()
  if (given === null || typeof given === 'string') throw new Error('the line has no port')
  return {
    address: `http://127.0.0.1:${given.port}`,
    async pull() {
      if (!relay) return
      const closed = once(relay, 'close')
      relay.close()
      relay = undefined
      for (const socket of open) socket.destroy()
      await closed
    },
    async mend() {
      relay ??= await listen(given.port)
    },
  }
}
