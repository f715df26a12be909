// PreviewServerTests: what is answered to whom, without sockets first and then with raw ones.
//
//   LocalHostTests, RequestPathTests, ResponderTests   values in, values out
//   EventStreamTests                                   who is told of a build, and who is let go
//   ServerTests, HostileRequestTests                   bytes through a socket of this machine
