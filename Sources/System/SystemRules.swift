public import SourceText

/// The rules about files as such, before any reader has seen their bytes.
public enum SystemRules {
  /// Every rule of this module, for the catalogue.
  public static let all: [Rule] = [
    .linkLeavesFolder, .linkLoop, .danglingLink, .notARegularFile, .unreadableFile,
    .fileNameEncoding, .fileNameControlCharacter, .fileNameCollision,
    .fileNamePortability, .fileTooLarge,
    .folderTooDeep, .fileChangedWhileRead,
  ]
}

extension Rule {
  /// A symbolic link whose target lies outside.
  public static let linkLeavesFolder = Rule(
    "link-leaves-folder", .error, "a symbolic link leads out of the folder it is published from",
    explanation: """
      A page is made only from files that lie below the project's folder, and below `content/` \
      for whatever stands there. A link that leads elsewhere could publish a file that nobody \
      meant to publish, such as a private key on the machine that builds the site, so it is \
      never followed.
      """,
    remedy: "Replace the link with a copy of the file, or move the file into the folder.",
    example: "content/setup.md -> /home/me/notes/setup.md")

  /// A symbolic link that leads back to itself.
  public static let linkLoop = Rule(
    "link-loop", .error, "a symbolic link leads back to itself",
    explanation: "Following the link never ends, so there is no file that it could stand for.",
    remedy: "Remove the link, or point it at a file.",
    example: "content/a.md -> b.md\ncontent/b.md -> a.md")

  /// A symbolic link with nothing at its end.
  public static let danglingLink = Rule(
    "dangling-symlink", .error, "a symbolic link points at nothing",
    explanation: "The link names a file that does not exist, so the page it stands for is missing.",
    remedy: "Restore the file, or remove the link.",
    example: "content/a.md -> moved-away.md")

  /// A pipe, socket or device.
  public static let notARegularFile = Rule(
    "not-a-regular-file", .error, "an input is a pipe, a socket or a device",
    explanation: """
      Only regular files are read. Opening a pipe can wait for ever and reading a device can have \
      no end, so such files are recognised before they are opened.
      """,
    remedy: "Remove the file from the project, or replace it with a regular one.",
    example: "mkfifo content/queue.md")

  /// A file or folder that the system does not let us read.
  public static let unreadableFile = Rule(
    "unreadable-file", .error, "an input cannot be read",
    explanation: """
      The operating system refuses to open the file or folder, or fails while it is read. The \
      message gives the system's own reason.
      """,
    remedy: "Give the user that builds the site permission to read it, or take it out.",
    example: "chmod 000 content/draft.md")

  /// A name whose bytes are not UTF-8.
  public static let fileNameEncoding = Rule(
    "file-name-encoding", .error, "a file name is not valid UTF-8",
    explanation: """
      Names become addresses of pages, and an address is text. A name in another encoding has no \
      text that everybody would read alike.
      """,
    remedy: "Rename the file; `convmv -f latin1 -t utf8` does it for a whole folder.",
    example: "content/caf\\xe9.md")

  /// A name with a line break or another control character.
  public static let fileNameControlCharacter = Rule(
    "file-name-control-character", .error, "a file name holds a control character",
    explanation: """
      A line break or an escape in a name can forge lines of logs and manifests, and no address \
      can show it.
      """,
    remedy: "Rename the file.",
    example: "content/new\\nline.md")

  /// Two names that some file systems or readers cannot tell apart.
  public static let fileNameCollision = Rule(
    "file-name-collision", .error, "two names differ only in case or in Unicode form",
    explanation: """
      `Case.md` and `case.md` are one file on the disks of most macOS and Windows users, and so \
      are two spellings of one accented letter. Whoever checks the project out there loses one.
      """,
    remedy: "Rename one of the two.",
    example: "content/Case.md\ncontent/case.md")

  /// A name that some file systems cannot have.
  public static let fileNamePortability = Rule(
    "file-name-portability", .error, "a file cannot have this name everywhere",
    explanation: """
      A site is copied, unpacked and checked out on many systems. Some have no file called `con` or \
      `a:b`, some drop a space at the end, and none takes a name of more than 255 bytes. Characters \
      that reorder text make an address look like another one.
      """,
    remedy: "Rename the file; letters, digits, `-` and `_` are safe.",
    example: "content/con.md\ncontent/what?.md")

  /// A file above the size limit.
  public static let fileTooLarge = Rule(
    "file-too-large", .error, "an input is larger than its limit",
    explanation: """
      Every kind of input has a limit that real files do not reach, so that one wrong file cannot \
      fill the memory of the machine. The size is taken from the file system: the file is not read.
      """,
    remedy: "Split the file, or take it out of the inputs in `content/site.yaml`.",
    example: "truncate -s 2G content/huge.md")

  /// A folder below more folders than are walked.
  public static let folderTooDeep = Rule(
    "folder-too-deep", .error, "folders are nested too deeply",
    explanation: "Folders are walked to a fixed depth; what lies deeper is not read.",
    remedy: "Move the files closer to the project's folder.",
    example: "content/1/2/3/…/65/page.md")

  /// A file whose size changed between two looks.
  public static let fileChangedWhileRead = Rule(
    "file-changed-while-read", .error, "an input changed while it was read",
    explanation: "Another program was writing the file, so what was read may be half of it.",
    remedy: "Build again once the other program has finished.",
    example: "content/log.md, with a program appending to it")
}
