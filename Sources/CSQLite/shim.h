#pragma once
#include <sqlite3.h>

/* A cast macro to a function pointer, which Swift cannot import. */
static inline sqlite3_destructor_type csqlite_transient(void) { return SQLITE_TRANSIENT; }
