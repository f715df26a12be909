import CLinux
import Glibc

/// Limits this process from now on and for ever: no more address space, no memory image on a crash.
public func limitOwnProcess(addressSpaceBytes: Int) {
  let bytes = UInt64(clamping: addressSpaceBytes)
  _ = clinux_set_limit(Int32(RLIMIT_AS.rawValue), bytes, bytes)
  _ = clinux_set_limit(Int32(RLIMIT_CORE.rawValue), 0, 0)
}

/// Ends this process by `SIGPROF` once it has used that much processor time; 0 calls it off.
public func setProcessorTimer(microseconds: Int) {
  _ = clinux_set_cpu_timer(microseconds)
}
