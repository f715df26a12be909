#pragma once
#include <cmark-gfm.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm-core-extensions.h>
/* Debian installs the layout of a node. Reading it directly is not only faster: the public getters
   copy every text node, because they promise a string that ends in NUL. */
#include <cmark-gfm/node.h>

/* The extensions' node types are global variables, assigned at registration, in a header that
   Debian does not install. Swift 6 refuses to name a mutable C global, so functions read them. */
extern cmark_node_type CMARK_NODE_TABLE, CMARK_NODE_TABLE_ROW, CMARK_NODE_TABLE_CELL,
    CMARK_NODE_STRIKETHROUGH;
static inline cmark_node_type ccmark_type_table(void) { return CMARK_NODE_TABLE; }
static inline cmark_node_type ccmark_type_table_row(void) { return CMARK_NODE_TABLE_ROW; }
static inline cmark_node_type ccmark_type_table_cell(void) { return CMARK_NODE_TABLE_CELL; }
static inline cmark_node_type ccmark_type_strikethrough(void) { return CMARK_NODE_STRIKETHROUGH; }

/* Bytes inside the tree: valid until the tree is given up. */
typedef struct {
  const unsigned char *_Nullable start;
  long count;
} ccmark_bytes;

static inline ccmark_bytes ccmark_chunk(cmark_chunk chunk) {
  return (ccmark_bytes){chunk.data, chunk.data ? chunk.len : 0};
}

static inline unsigned ccmark_type(cmark_node *_Nonnull n) { return n->type; }
static inline cmark_node *_Nullable ccmark_next(cmark_node *_Nonnull n) { return n->next; }
static inline cmark_node *_Nullable ccmark_previous(cmark_node *_Nonnull n) { return n->prev; }
static inline cmark_node *_Nullable ccmark_parent(cmark_node *_Nonnull n) { return n->parent; }
static inline cmark_node *_Nullable ccmark_first_child(cmark_node *_Nonnull n) { return n->first_child; }
static inline int ccmark_start_line(cmark_node *_Nonnull n) { return n->start_line; }
static inline int ccmark_start_column(cmark_node *_Nonnull n) { return n->start_column; }
static inline int ccmark_end_line(cmark_node *_Nonnull n) { return n->end_line; }
static inline int ccmark_end_column(cmark_node *_Nonnull n) { return n->end_column; }
static inline ccmark_bytes ccmark_literal(cmark_node *_Nonnull n) { return ccmark_chunk(n->as.literal); }
static inline ccmark_bytes ccmark_url(cmark_node *_Nonnull n) { return ccmark_chunk(n->as.link.url); }
static inline ccmark_bytes ccmark_title(cmark_node *_Nonnull n) { return ccmark_chunk(n->as.link.title); }
static inline ccmark_bytes ccmark_code(cmark_node *_Nonnull n) { return ccmark_chunk(n->as.code.literal); }
static inline ccmark_bytes ccmark_code_language(cmark_node *_Nonnull n) {
  return ccmark_chunk(n->as.code.info);
}
static inline int ccmark_heading_level(cmark_node *_Nonnull n) { return n->as.heading.level; }
static inline int ccmark_list_is_ordered(cmark_node *_Nonnull n) {
  return n->as.list.list_type == CMARK_ORDERED_LIST;
}
static inline int ccmark_list_start(cmark_node *_Nonnull n) { return n->as.list.start; }
static inline int ccmark_list_is_tight(cmark_node *_Nonnull n) { return n->as.list.tight; }
static inline int ccmark_item_is_checked(cmark_node *_Nonnull n) { return n->as.list.checked; }
static inline const void *_Nullable ccmark_extension(cmark_node *_Nonnull n) { return n->extension; }
/* Of a reference: which one of its definition it is. Of a definition: how many point at it. */
static inline int ccmark_footnote_count(cmark_node *_Nonnull n) { return n->footnote.ref_ix; }
static inline cmark_node *_Nullable ccmark_footnote_definition(cmark_node *_Nonnull n) {
  return n->parent_footnote_def;
}
static inline int ccmark_table_column_count(cmark_node *_Nonnull n) {
  return cmark_gfm_extensions_get_table_columns(n);
}
static inline const unsigned char *_Nullable ccmark_table_alignments(cmark_node *_Nonnull n) {
  return cmark_gfm_extensions_get_table_alignments(n);
}
static inline int ccmark_row_is_header(cmark_node *_Nonnull n) {
  return cmark_gfm_extensions_get_table_row_is_header(n);
}
