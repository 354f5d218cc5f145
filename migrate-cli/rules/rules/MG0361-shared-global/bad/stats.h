#pragma once
extern long g_dropped;
struct Stats { static int level; };
