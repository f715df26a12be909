/* The floor: reads each page, renders it with the same library and extensions, and writes as many
   bytes as the published page has. No links, no templates, no highlighting, no search.

     floor PLAN OUT

   PLAN has a line for each file: its size, a tab, its path below OUT, a tab, and the page it is made
   from, or nothing for a file that is only written. Folders are made before the clock matters. */

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const extensions[] = {"table", "strikethrough", "autolink", "tagfilter", "tasklist"};
static const int options = CMARK_OPT_DEFAULT | CMARK_OPT_FOOTNOTES;

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static char *contents(const char *path, size_t *size) {
  struct stat state;
  int file = open(path, O_RDONLY);
  if (file < 0 || fstat(file, &state) < 0) fail(path);
  char *text = malloc((size_t)state.st_size + 1);
  ssize_t got = read(file, text, (size_t)state.st_size);
  if (got != state.st_size) fail(path);
  close(file);
  text[got] = 0;
  *size = (size_t)got;
  return text;
}

/* The text behind the front matter. */
static const char *body(const char *text) {
  if (strncmp(text, "---\n", 4) != 0) return text;
  const char *end = strstr(text + 4, "\n---\n");
  return end ? end + 5 : text;
}

static char *rendered(const char *text, size_t size) {
  cmark_parser *parser = cmark_parser_new(options);
  for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(extensions[i]));
  cmark_parser_feed(parser, text, size);
  cmark_node *document = cmark_parser_finish(parser);
  char *html = cmark_render_html(document, options, cmark_parser_get_syntax_extensions(parser));
  cmark_node_free(document);
  cmark_parser_free(parser);
  return html;
}

static void put(int file, const char *bytes, size_t size) {
  while (size > 0) {
    ssize_t done = write(file, bytes, size);
    if (done <= 0) fail("write");
    bytes += done;
    size -= (size_t)done;
  }
}

/* A page and filler up to its published size, in one write, as a careful writer would. */
static void publish(int folder, const char *path, size_t size, const char *source) {
  static char *buffer;
  static size_t capacity;
  if (size > capacity) {
    buffer = realloc(buffer, size);
    memset(buffer + capacity, ' ', size - capacity);
    capacity = size;
  }
  if (*source) {
    size_t length;
    char *text = contents(source, &length);
    const char *start = body(text);
    char *html = rendered(start, length - (size_t)(start - text));
    size_t made = strlen(html);
    memcpy(buffer, html, made < size ? made : size);
    free(html);
    free(text);
  }
  int file = openat(folder, path, O_WRONLY | O_CREAT | O_EXCL, 0644);
  if (file < 0) fail(path);
  put(file, buffer, size);
  close(file);
}

int main(int count, char **arguments) {
  if (count != 3) return fputs("usage: floor PLAN OUT\n", stderr), 2;
  cmark_gfm_core_extensions_ensure_registered();
  int folder = open(arguments[2], O_RDONLY | O_DIRECTORY);
  FILE *plan = fopen(arguments[1], "r");
  if (folder < 0 || !plan) fail("open");
  char *line = NULL;
  size_t capacity = 0;
  while (getline(&line, &capacity, plan) > 0) {
    line[strcspn(line, "\n")] = 0;
    char *path = strchr(line, '\t'), *source = path ? strchr(path + 1, '\t') : NULL;
    if (!source) continue;
    *path++ = 0;
    *source++ = 0;
    publish(folder, path, strtoul(line, NULL, 10), source);
  }
  return 0;
}
