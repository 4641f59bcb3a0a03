#include "webclient.h"
