#pragma once
int Append(int v);
