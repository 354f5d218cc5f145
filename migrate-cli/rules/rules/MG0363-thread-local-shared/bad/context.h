#pragma once
extern thread_local int current_depth;
