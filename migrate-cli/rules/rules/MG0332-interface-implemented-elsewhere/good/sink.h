#pragma once
int FlushAll();
