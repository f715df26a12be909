// PreviewServer: shows a published folder to a browser on this machine, and reloads it.
//
// Comes in:  the path of a published folder, a port, word that a build is done.
// Goes out:  HTTP answers on 127.0.0.1 and ::1, and to nobody else.
// Refuses:   foreign hosts and origins, anything but reading, paths that leave the folder or begin
//            with a dot; any knowledge of how the folder came to be.
//
//   Requests/  what a request says, and whether it may be answered at all
//   Answers/   files, error pages, the reload script, as values
//   Serving/   sockets, the HTTP library, streams of events
