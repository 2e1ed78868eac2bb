/*
 * Functions that this project does not use, as compile errors. Included
 * before everything else (-include). What git's banned.h taught us.
 */
#ifndef SCANNER_BASE_BANNED_H
#define SCANNER_BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define PANDIAN_BANNED(f) use_of_##f##_is_banned_see_CONTRIBUTING

#undef strcpy
#define strcpy(...) PANDIAN_BANNED(strcpy)
#undef strcat
#define strcat(...) PANDIAN_BANNED(strcat)
#undef strncpy
#define strncpy(...) PANDIAN_BANNED(strncpy)
#undef strncat
#define strncat(...) PANDIAN_BANNED(strncat)
#undef sprintf
#define sprintf(...) PANDIAN_BANNED(sprintf)
#undef vsprintf
#define vsprintf(...) PANDIAN_BANNED(vsprintf)
#undef strtok
#define strtok(...) PANDIAN_BANNED(strtok)
#undef atoi
#define atoi(...) PANDIAN_BANNED(atoi)
#undef gmtime
#define gmtime(...) PANDIAN_BANNED(gmtime)
#undef localtime
#define localtime(...) PANDIAN_BANNED(localtime)
#undef system
#define system(...) PANDIAN_BANNED(system)
#undef popen
#define popen(...) PANDIAN_BANNED(popen)

#endif
