#pragma once
#define MAX_FRAME 4096
int Fits(int size);
